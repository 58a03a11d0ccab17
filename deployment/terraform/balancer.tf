# The load balancer: TLS ends here, /ws/* goes to the tasks of ws, everything else to those of api.

locals {
  services = {
    # Not /health/ready: that is 503 while PostgreSQL is away, for every task alike. Without tasks the balancer would
    # answer by itself, with a page that no client can read.
    api = { health = "/health/live", drain = 30 }
    # Sockets that are still open after this long are cut; clients come back to another task and resume.
    ws = { health = "/ws/health/live", drain = 15 }
  }
}

resource "aws_lb" "this" {
  name                       = local.prefix
  security_groups            = [aws_security_group.this["balancer"].id]
  subnets                    = aws_subnet.public[*].id
  idle_timeout               = 120 # sockets ping every 20 s; nginx keeps connections for 130 s
  drop_invalid_header_fields = true
  enable_deletion_protection = local.production
}

resource "aws_lb_target_group" "this" {
  for_each                      = local.services
  name                          = "${local.prefix}-${each.key}"
  vpc_id                        = aws_vpc.this.id
  target_type                   = "ip"
  protocol                      = "HTTP"
  port                          = 8080
  deregistration_delay          = each.value.drain
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = each.value.health
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["api"].arn
  }
}

resource "aws_lb_listener_rule" "sockets" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  condition {
    path_pattern {
      values = ["/ws/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["ws"].arn
  }
}
