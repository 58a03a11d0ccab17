# PostgreSQL, where everything is, and Valkey, which carries news and keeps nothing.

resource "aws_db_subnet_group" "this" {
  name       = local.prefix
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "this" {
  name   = "${local.prefix}-postgres${var.postgres_version}"
  family = "postgres${var.postgres_version}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name         = "max_connections"
    value        = tostring(var.postgres_connections)
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  identifier                      = local.prefix
  engine                          = "postgres"
  engine_version                  = var.postgres_version
  instance_class                  = var.postgres_class
  allocated_storage               = 20
  max_allocated_storage           = 200
  storage_type                    = "gp3"
  storage_encrypted               = true
  db_name                         = "mockmate"
  username                        = "mockmate"
  manage_master_user_password     = true # made, kept and rotated by RDS; the migrations alone read it
  db_subnet_group_name            = aws_db_subnet_group.this.name
  parameter_group_name            = aws_db_parameter_group.this.name
  vpc_security_group_ids          = [aws_security_group.this["databases"].id]
  multi_az                        = local.production
  backup_retention_period         = 7
  copy_tags_to_snapshot           = true
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
  deletion_protection             = local.production
  skip_final_snapshot             = !local.production
  final_snapshot_identifier       = "${local.prefix}-last"
}

resource "aws_elasticache_subnet_group" "this" {
  name       = local.prefix
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = local.prefix
  description                = "News between the processes of Mock Mate"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.valkey_class
  num_cache_clusters         = local.production ? 2 : 1
  automatic_failover_enabled = local.production
  multi_az_enabled           = local.production
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this["databases"].id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = var.valkey_password
}

resource "aws_secretsmanager_secret" "app" {
  name                    = "${local.prefix}/app"
  recovery_window_in_days = local.production ? 30 : 0
}

# Write-only: the value is in no plan and no state.
resource "aws_secretsmanager_secret_version" "app" {
  secret_id                = aws_secretsmanager_secret.app.id
  secret_string_wo_version = var.secrets_version

  secret_string_wo = jsonencode({
    db_password          = var.db_password
    jwt_secret           = var.jwt_secret
    jwt_secret_previous  = var.jwt_secret_previous
    password_pepper      = var.password_pepper
    redis_url            = "rediss://:${var.valkey_password}@${aws_elasticache_replication_group.this.primary_endpoint_address}:6379/0"
    mail_url             = var.mail_url
    metrics_token        = var.metrics_token
    turn_secret          = var.turn_secret
    vapid_private_key    = var.vapid_private_key
    fcm_service_account  = var.fcm_service_account
    oidc_providers       = var.oidc_providers
    github_client_secret = var.github_client_secret
    zego_server_secret   = var.zego_server_secret
    judge0_url           = var.judge0_url
    runner_url           = var.runner_url
    runner_token         = var.runner_token
  })
}

resource "aws_sesv2_email_identity" "this" {
  email_identity = var.mail_domain
}
