# What AWS may do to start a task, and what the task itself may do: nothing.

data "aws_caller_identity" "this" {}

data "aws_iam_policy_document" "tasks_only" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.this.account_id]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "${local.prefix}-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks_only.json
}

# Mail goes over SMTP and secrets come as variables, so the code needs no right at AWS.
resource "aws_iam_role" "task" {
  name               = "${local.prefix}-task"
  assume_role_policy = data.aws_iam_policy_document.tasks_only.json
}

data "aws_iam_policy_document" "execution" {
  statement {
    sid       = "LogInToTheRegistry"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # it has no resource
  }

  statement {
    sid       = "PullImages"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [for repository in aws_ecr_repository.this : repository.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for group in aws_cloudwatch_log_group.this : "${group.arn}:*"]
  }

  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue"]
    # Without what comes behind it: the key in a secret of Secrets Manager.
    resources = concat(
      [aws_secretsmanager_secret.app.arn, local.task_values.db_secret_arn],
      [for arn in values(var.secret_arns) : join(":", slice(split(":", arn), 0, 7)) if strcontains(arn, ":secretsmanager:")],
    )
  }

  dynamic "statement" {
    for_each = length([for arn in values(var.secret_arns) : arn if strcontains(arn, ":ssm:")]) > 0 ? [1] : []

    content {
      sid       = "ReadParameters"
      actions   = ["ssm:GetParameters"]
      resources = [for arn in values(var.secret_arns) : arn if strcontains(arn, ":ssm:")]
    }
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}
