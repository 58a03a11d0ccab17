# What comes after `terraform apply` needs.

output "balancer" {
  description = "Where the DNS record of host_name points to."
  value       = aws_lb.this.dns_name
}

output "cluster" {
  value = aws_ecs_cluster.this.name
}

output "repositories" {
  description = "Where the images are pushed to."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "mail_records" {
  description = "Tokens of the CNAME records TOKEN._domainkey.MAIL_DOMAIN -> TOKEN.dkim.amazonses.com"
  value       = one(aws_sesv2_email_identity.this.dkim_signing_attributes[*].tokens)
}

output "task_values" {
  description = "For deployment/ecs: terraform output -json task_values > values.json"
  value       = local.task_values
}

output "connections_needed" {
  description = "Connections to PostgreSQL that all processes may hold while a release is rolled out."
  value       = local.connections_needed
}

output "task_network" {
  description = "For the migrations: terraform output -json task_network > network.json"
  value = {
    awsvpcConfiguration = {
      subnets        = aws_subnet.private[*].id
      securityGroups = [aws_security_group.this["tasks"].id]
      assignPublicIp = "DISABLED"
    }
  }
}
