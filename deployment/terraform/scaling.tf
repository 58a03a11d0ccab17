# More tasks when there is more to do, and alarms for what tasks can't mend.

resource "aws_appautoscaling_target" "this" {
  for_each           = local.services
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this[each.key].name}"
  min_capacity       = var.tasks[each.key].min
  max_capacity       = var.tasks[each.key].max

  lifecycle {
    precondition {
      condition     = local.connections_needed <= var.postgres_connections
      error_message = "At most tasks, processes may hold ${local.connections_needed} connections; PostgreSQL has ${var.postgres_connections}. Lower tasks, WEB_WORKERS or DB_POOL_SIZE, or raise postgres_connections, and postgres_class with it."
    }
  }
}

locals {
  scaling = {
    api = { service = "api", percent = 60 }
    ws  = { service = "ws", percent = 50 }
  }
}

resource "aws_appautoscaling_policy" "this" {
  for_each           = local.scaling
  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = aws_appautoscaling_target.this[each.value.service].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.percent
    scale_out_cooldown = 30
    scale_in_cooldown  = 900 # fewer tasks of ws means sockets that have to come back

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Sockets that are quiet use no CPU, and Python gives no memory back: what is counted is the sockets themselves. Each task
# of ws logs their number once a minute.
resource "aws_cloudwatch_log_metric_filter" "sockets" {
  name           = "${local.prefix}-sockets"
  log_group_name = aws_cloudwatch_log_group.this["ws"].name
  pattern        = "{ $.event = \"sockets.open\" }"

  metric_transformation {
    name      = "OpenSockets"
    namespace = local.prefix
    value     = "$.count"
  }
}

resource "aws_appautoscaling_policy" "sockets" {
  name               = "ws_sockets"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = aws_appautoscaling_target.this["ws"].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.sockets_per_task
    scale_out_cooldown = 60
    scale_in_cooldown  = 900

    customized_metric_specification {
      namespace   = local.prefix
      metric_name = aws_cloudwatch_log_metric_filter.sockets.metric_transformation[0].name
      statistic   = "Average" # over the tasks, each of which says its own
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each            = local.services
  alarm_name          = "${local.prefix}-${each.key}-unhealthy"
  alarm_description   = "A task of ${each.key} has not answered for three minutes."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns

  dimensions = {
    LoadBalancer = aws_lb.this.arn_suffix
    TargetGroup  = aws_lb_target_group.this[each.key].arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.prefix}-errors"
  alarm_description   = "More than 20 requests a minute have failed on our side for three minutes."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 20
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns

  dimensions = {
    LoadBalancer = aws_lb.this.arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  alarm_name          = "${local.prefix}-storage"
  alarm_description   = "The database has less than 2 GiB left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 2 * 1024 * 1024 * 1024
  period              = 300
  evaluation_periods  = 1
  alarm_actions       = var.alarm_topic_arns

  dimensions = {
    DBInstanceIdentifier = aws_db_instance.this.identifier
  }
}
