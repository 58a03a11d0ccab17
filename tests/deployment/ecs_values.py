"""Values for the task definitions, as Terraform gives them."""

from __future__ import annotations

from typing import Any

_ACCOUNT = "123456789012"

VALUES: dict[str, Any] = {
    "name": "mockmate-prod",
    "region": "eu-central-1",
    "cpu_architecture": "ARM64",
    "vpc_cidr": "10.20.0.0/16",
    "execution_role_arn": f"arn:aws:iam::{_ACCOUNT}:role/mockmate-prod-execution",
    "task_role_arn": f"arn:aws:iam::{_ACCOUNT}:role/mockmate-prod-task",
    "log_group_prefix": "/ecs/mockmate-prod",
    "db_host": "db.internal",
    "db_name": "mockmate",
    "db_user": "mockmate_app",
    "db_secret_arn": f"arn:aws:secretsmanager:eu-central-1:{_ACCOUNT}:secret:db-AbCdEf",
    "app_secret_arn": f"arn:aws:secretsmanager:eu-central-1:{_ACCOUNT}:secret:app-AbCdEf",
    "public_url": "https://interviews.example.org",
    "public_ws_url": "wss://interviews.example.org",
    "allowed_origins": "https://interviews.example.org",
    "ice_servers": "turn:turn.example.org:3478",
    "zego_app_id": "0",
    "runner_kind": "judge0",
    "runner_header": "",
    "github_client_id": "",
    "settings": {},
    "secret_arns": {},
    "gateway_settings": {},
    "mail_from": 'Mock "Mate" <no-reply@example.org>',
    **{
        f"{name}_image": f"{_ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/mockmate/{name}:0123abc"
        for name in ("api", "ws", "nginx")
    },
}
