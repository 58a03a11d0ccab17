# The images' registry, the cluster, and the two services. Releases after the first are rolled out by
# deployment/ecs/deploy.py, from the same task definitions.

locals {
  task_values = {
    name               = local.prefix
    region             = var.region
    cpu_architecture   = var.cpu_architecture
    vpc_cidr           = var.vpc_cidr
    execution_role_arn = aws_iam_role.execution.arn
    task_role_arn      = aws_iam_role.task.arn
    log_group_prefix   = "/ecs/${local.prefix}"
    api_image          = "${aws_ecr_repository.this["api"].repository_url}:${var.image_tag}"
    ws_image           = "${aws_ecr_repository.this["ws"].repository_url}:${var.image_tag}"
    nginx_image        = "${aws_ecr_repository.this["nginx"].repository_url}:${var.image_tag}"
    db_host            = aws_db_instance.this.address
    db_name            = aws_db_instance.this.db_name
    db_user            = "mockmate_app" # made by the migrations, which alone know the administrator's password
    db_secret_arn      = aws_db_instance.this.master_user_secret[0].secret_arn
    app_secret_arn     = aws_secretsmanager_secret.app.arn
    public_url         = "https://${var.host_name}"
    public_ws_url      = "wss://${var.host_name}"
    allowed_origins    = "https://${var.host_name}"
    mail_from          = "Mock Mate <no-reply@${var.mail_domain}>"
    ice_servers        = var.ice_servers
    zego_app_id        = tostring(var.zego_app_id)
    runner_kind        = var.runner_kind
    runner_header      = var.runner_header
    github_client_id   = var.github_client_id
    settings           = var.settings
    secret_arns        = var.secret_arns
    gateway_settings   = var.gateway_settings
  }

  task_templates = {
    for name in ["api", "ws", "migrate"] :
    name => jsondecode(templatefile("${path.module}/../ecs/task-definitions/${name}.json", local.task_values))
  }

  # What is set on top, as deployment/ecs/render.py does it for later releases.
  plain_settings  = { for name in ["nginx", "api", "ws", "migrate"] : name => name == "nginx" ? var.gateway_settings : var.settings }
  secret_settings = { for name in ["nginx", "api", "ws", "migrate"] : name => name == "nginx" ? {} : var.secret_arns }

  task_definitions = {
    for task, definition in local.task_templates : task => merge(definition, {
      containerDefinitions = [
        for each in definition.containerDefinitions : merge(each, {
          environment = concat(
            [for variable in each.environment : variable if !contains(keys(merge(local.plain_settings[each.name], local.secret_settings[each.name])), variable.name)],
            [for name, value in local.plain_settings[each.name] : { name = name, value = value }],
          )
          secrets = concat(
            [for variable in try(each.secrets, []) : variable if !contains(keys(merge(local.plain_settings[each.name], local.secret_settings[each.name])), variable.name)],
            [for name, arn in local.secret_settings[each.name] : { name = name, valueFrom = arn }],
          )
        })
      ]
    })
  }

  # What each process may hold at most, of as many tasks as autoscaling may start. Known before anything is made.
  environments = {
    for task in ["api", "ws"] : task => merge({
      for variable in one([
        for each in jsondecode(file("${path.module}/../ecs/task-definitions/${task}.json")).containerDefinitions :
        each.environment if each.name == task
      ]) : variable.name => variable.value
    }, var.settings)
  }
  connections = {
    api = var.tasks.api.max * tonumber(local.environments.api["WEB_WORKERS"]) * tonumber(local.environments.api["DB_POOL_SIZE"])
    ws  = var.tasks.ws.max * tonumber(local.environments.ws["DB_POOL_SIZE"])
  }
  # A rollout doubles one service after the other. The rest: migrations, RDS itself, and somebody who looks.
  connections_needed = local.connections.api + local.connections.ws + max(local.connections.api, local.connections.ws) + 15
}

resource "aws_ecr_repository" "this" {
  for_each             = toset(["api", "ws", "nginx"])
  name                 = "${local.prefix}/${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the last 30"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_cloudwatch_log_group" "this" {
  for_each          = local.task_definitions
  name              = "/ecs/${local.prefix}/${each.key}"
  retention_in_days = local.production ? 365 : 14
}

resource "aws_ecs_cluster" "this" {
  name = local.prefix

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each                 = local.task_definitions
  family                   = each.value.family
  requires_compatibilities = each.value.requiresCompatibilities
  network_mode             = each.value.networkMode
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  execution_role_arn       = each.value.executionRoleArn
  task_role_arn            = each.value.taskRoleArn
  container_definitions    = jsonencode(each.value.containerDefinitions)
  skip_destroy             = true # an older revision is what a rollback runs

  runtime_platform {
    cpu_architecture        = each.value.runtimePlatform.cpuArchitecture
    operating_system_family = each.value.runtimePlatform.operatingSystemFamily
  }

  dynamic "volume" {
    for_each = each.value.volumes

    content {
      name = volume.value.name
    }
  }
}

resource "aws_ecs_service" "this" {
  for_each                           = local.services
  name                               = each.key
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this[each.key].arn
  desired_count                      = var.tasks[each.key].min
  launch_type                        = "FARGATE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.this["tasks"].id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this[each.key].arn
    container_name   = "nginx"
    container_port   = 8080
  }

  # deploy.py owns the release, autoscaling the count.
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }

  depends_on = [aws_lb_listener.https, aws_lb_listener_rule.sockets, aws_iam_role_policy.execution]
}
