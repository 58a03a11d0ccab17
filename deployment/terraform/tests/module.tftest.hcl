# terraform test: the whole module, applied to a provider that only pretends. No account, no network.

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_db_instance" {
    defaults = {
      address            = "db.internal"
      master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf", kms_key_id = "key", secret_status = "active" }]
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-AbCdEf" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/role" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/x/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/x/1" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/x/1/2" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/x:1" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:eu-central-1:123456789012:repository/x"
      repository_url = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/x"
    }
  }
}

variables {
  environment     = "prod"
  region          = "eu-central-1"
  host_name       = "interviews.example.org"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  image_tag       = "0123abc"
  mail_domain     = "example.org"
  valkey_password = "0123456789abcdef0123456789abcdef"
  db_password     = "0123456789abcdef0123456789abcdef"
  jwt_secret      = "0123456789abcdef0123456789abcdef"
  password_pepper = "fedcba9876543210fedcba9876543210"
  mail_url        = ""

  # Left out they would be unset in the plan, and their defaults in the apply, which an ephemeral variable may not be.
  jwt_secret_previous  = ""
  turn_secret          = ""
  vapid_private_key    = ""
  fcm_service_account  = ""
  oidc_providers       = ""
  github_client_secret = ""
  zego_server_secret   = ""
  runner_url           = ""
  runner_token         = ""
  judge0_url           = ""
  metrics_token        = ""
}

run "production" {
  command = apply

  assert {
    condition     = toset(keys(aws_ecs_service.this)) == toset(["api", "ws"])
    error_message = "There are two services."
  }
  assert {
    condition     = alltrue([for service in aws_ecs_service.this : service.deployment_circuit_breaker[0].rollback && service.deployment_minimum_healthy_percent == 100])
    error_message = "A service keeps its tasks until others are healthy, and goes back by itself."
  }
  assert {
    condition     = alltrue(flatten([for task in aws_ecs_task_definition.this : [for container in jsondecode(task.container_definitions) : container.readonlyRootFilesystem && container.user != "root"]]))
    error_message = "Containers can write nothing and are not root."
  }
  assert {
    condition     = one(one(aws_lb_listener_rule.sockets.condition).path_pattern).values == toset(["/ws/*"])
    error_message = "Sockets go to ws."
  }
  assert {
    condition     = aws_lb.this.idle_timeout > 70 && aws_lb.this.idle_timeout < 130
    error_message = "The balancer waits longer than nginx for a silent socket, and shorter than nginx keeps connections."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.to_databases : rule.cidr_ipv4 == null])
    error_message = "Only tasks reach the databases."
  }
  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.skip_final_snapshot
    error_message = "The data of production is kept."
  }
  assert {
    condition     = !strcontains(jsonencode(output.task_values), var.valkey_password)
    error_message = "No secret is in an output."
  }
}

run "connections_fit_the_database" {
  command = plan

  assert {
    condition     = output.connections_needed == 8 * 2 * 4 + 8 * 8 + 64 + 15
    error_message = "Every process holds what it may: tasks x workers x pool, and one service twice during a rollout."
  }
  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "max_connections"]) == "220"
    error_message = "The database has what is counted on."
  }
}

run "more_tasks_than_the_database_has_connections_for_are_refused" {
  command = plan

  variables {
    tasks = { api = { min = 2, max = 12 }, ws = { min = 2, max = 8 } }
  }
  expect_failures = [aws_appautoscaling_target.this]
}

run "a_larger_pool_counts_too" {
  command = plan

  variables {
    settings = { DB_POOL_SIZE = "16" }
  }
  expect_failures = [aws_appautoscaling_target.this]
}

run "everything_can_be_set" {
  command = apply

  variables {
    settings         = { LOG_LEVEL = "DEBUG", REQUIRE_VERIFIED_EMAIL = "true", WEB_WORKERS = "1", OTEL_EXPORTER_OTLP_ENDPOINT = "http://10.20.1.9:4318" }
    secret_arns      = { OTEL_EXPORTER_OTLP_HEADERS = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:otel-AbCdEf:headers::" }
    gateway_settings = { API_RATE = "20r/s" }
    egress           = { mail = { port = 465 }, traces = { port = 4318, cidr = "10.20.0.0/16" }, judge0 = { port = 2358 } }
    runner_url       = "http://judge0.example.org:2358"
  }

  assert {
    condition = alltrue([for task in aws_ecs_task_definition.this : alltrue([
      for container in jsondecode(task.container_definitions) : container.name == "nginx" ?
      contains(container.environment, { name = "API_RATE", value = "20r/s" }) && length(container.secrets) == 0 :
      contains(container.environment, { name = "LOG_LEVEL", value = "DEBUG" }) && contains(container.secrets[*].name, "OTEL_EXPORTER_OTLP_HEADERS")
    ])])
    error_message = "What is set reaches every container that it is for."
  }
  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : alltrue([for container in jsondecode(task.container_definitions) : length(distinct(container.environment[*].name)) == length(container.environment)])])
    error_message = "A setting replaces the one of the template."
  }
  assert {
    condition     = { for name, rule in aws_vpc_security_group_egress_rule.out : name => rule.from_port } == { AWS = 443, mail = 465, traces = 4318, judge0 = 2358 }
    error_message = "Tasks reach what was named."
  }
}

run "a_secret_among_the_settings_is_refused" {
  command = plan

  variables {
    settings    = { MAIL_URL = "smtps://somebody:secret@mail.example.org" }
    secret_arns = { MAIL_URL = "smtps://somebody:secret@mail.example.org" }
  }
  expect_failures = [var.settings, var.secret_arns]
}

run "staging_is_small" {
  command = apply

  variables {
    environment = "staging"
  }

  assert {
    condition     = !aws_db_instance.this.multi_az && aws_elasticache_replication_group.this.num_cache_clusters == 1
    error_message = "Staging has no standby."
  }
}

run "an_unpinned_image_is_refused" {
  command = plan
  variables {
    image_tag = "latest"
  }
  expect_failures = [var.image_tag]
}

run "calls_that_are_relayed" {
  command = apply

  variables {
    ice_servers = "turn:turn.example.org:3478"
    turn_secret = "turn0123456789abcdef0123456789abcdef"
  }

  assert {
    condition     = alltrue([for name in ["api", "ws"] : strcontains(aws_ecs_task_definition.this[name].container_definitions, "turn:turn.example.org:3478")])
    error_message = "Both services know the servers."
  }
  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.this : !strcontains(task.container_definitions, "turn0123456789")])
    error_message = "The secret is in no definition."
  }
}

run "a_runner_that_tasks_cant_reach_is_refused" {
  command = plan
  variables {
    runner_url = "http://judge0.example.org:2358"
    judge0_url = "http://judge0.example.org:2358"
  }
  expect_failures = [var.runner_url, var.judge0_url]
}

run "a_url_is_no_host_name" {
  command = plan
  variables {
    host_name = "https://interviews.example.org/"
  }
  expect_failures = [var.host_name]
}

run "a_password_that_breaks_the_url_is_refused" {
  command = plan
  variables {
    valkey_password = "0123456789abcdef0123456789abcde@"
  }
  expect_failures = [var.valkey_password]
}
