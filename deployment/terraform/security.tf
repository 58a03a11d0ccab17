# Who may talk to whom: the world to the balancer, the balancer to nginx, the tasks to the databases.

locals {
  databases = { postgres = 5432, valkey = 6379 }
}

resource "aws_security_group" "this" {
  for_each = {
    balancer  = "The load balancer"
    tasks     = "Tasks of Mock Mate"
    databases = "PostgreSQL and Valkey"
  }
  name        = "${local.prefix}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "world" {
  for_each          = { http = 80, https = 443 }
  security_group_id = aws_security_group.this["balancer"].id
  description       = "${each.key} from anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

resource "aws_vpc_security_group_egress_rule" "to_nginx" {
  security_group_id            = aws_security_group.this["balancer"].id
  description                  = "To nginx"
  referenced_security_group_id = aws_security_group.this["tasks"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "to_nginx" {
  security_group_id            = aws_security_group.this["tasks"].id
  description                  = "From the load balancer"
  referenced_security_group_id = aws_security_group.this["balancer"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "out" {
  for_each          = merge({ AWS = { port = 443, cidr = "0.0.0.0/0" } }, var.egress)
  security_group_id = aws_security_group.this["tasks"].id
  description       = "To ${each.key}"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "to_databases" {
  for_each                     = local.databases
  security_group_id            = aws_security_group.this["tasks"].id
  description                  = "To ${each.key}"
  referenced_security_group_id = aws_security_group.this["databases"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_ingress_rule" "to_databases" {
  for_each                     = local.databases
  security_group_id            = aws_security_group.this["databases"].id
  description                  = "${each.key} from tasks"
  referenced_security_group_id = aws_security_group.this["tasks"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}
