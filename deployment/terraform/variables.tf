# What a deployer decides.

variable "environment" {
  type        = string
  description = "prod, or staging: smaller, without a standby, and deleted without asking."

  validation {
    condition     = contains(["prod", "staging"], var.environment)
    error_message = "environment is prod or staging."
  }
}

variable "region" {
  type        = string
  description = "Where everything is."
}

variable "host_name" {
  type        = string
  description = "Where people reach it, such as interviews.example.org. Its DNS record points to the output `balancer`."

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.host_name))
    error_message = "host_name is a name without scheme or path, such as interviews.example.org."
  }
}

variable "certificate_arn" {
  type        = string
  description = "Certificate of host_name in ACM, in the same region."
}

variable "image_tag" {
  type        = string
  description = "Tag of the three images, such as the commit they were built from."

  validation {
    condition     = var.image_tag != "latest" && can(regex("^[\\w][\\w.-]{0,127}$", var.image_tag))
    error_message = "image_tag must say which images: not latest."
  }
}

variable "cpu_architecture" {
  type        = string
  description = "What the images were built for."
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.cpu_architecture)
    error_message = "cpu_architecture is ARM64 or X86_64."
  }
}

variable "vpc_cidr" {
  type        = string
  description = "Addresses of the network; a /16 leaves room for every subnet."
  default     = "10.20.0.0/16"
}

variable "zones" {
  type        = number
  description = "How many availability zones are used, each with a NAT gateway of its own."
  default     = 2

  validation {
    condition     = var.zones >= 2
    error_message = "The load balancer and the databases need two zones."
  }
}

variable "tasks" {
  type = object({
    api = object({ min = number, max = number })
    ws  = object({ min = number, max = number })
  })
  description = "How many tasks of each service may run."
  default = {
    api = { min = 2, max = 8 }
    ws  = { min = 2, max = 8 }
  }
}

variable "postgres_version" {
  type        = string
  description = "Major version of PostgreSQL, 15 to 18."
  default     = "18"
}

variable "postgres_class" {
  type        = string
  description = "Instance class of the database."
  default     = "db.t4g.small"
}

variable "postgres_connections" {
  type        = number
  description = "max_connections of the database. RDS' own rule (memory / 9.5 MB) gives db.t4g.small some 220, and twice as many to the next size. A change needs a restart."
  default     = 220
}

variable "sockets_per_task" {
  type        = number
  description = "Open sockets of a task of ws from which another task is started."
  default     = 2000
}

variable "egress" {
  type        = map(object({ port = number, cidr = optional(string, "0.0.0.0/0") }))
  description = "What tasks reach besides port 443, by what it is for: a TCP port, and whose addresses."
  default     = { mail = { port = 587 } }

  validation {
    condition     = !contains(keys(var.egress), "AWS")
    error_message = "Port 443 is always open, under the name AWS."
  }
}

variable "settings" {
  type        = map(string)
  description = "Any setting of docs/reference/settings.md that is no secret, for both services and the migrations: { LOG_LEVEL = \"DEBUG\" }."
  default     = {}

  validation {
    condition = alltrue([for name in keys(var.settings) : can(regex("^[A-Z][A-Z0-9_]*$", name)) &&
      !can(regex("(^|_)(PASSWORD|SECRET|TOKEN|PEPPER|HEADERS|PRIVATE_KEY|ACCESS_KEY|ACCOUNT)(_ID|_PREVIOUS)?$|^(REDIS|DATABASE|MAIL|JUDGE0|RUNNER)_URL$|^OIDC_PROVIDERS$", name))
    ])
    error_message = "settings has names in capitals, and no secrets: those have variables of their own, or come by secret_arns."
  }

  validation {
    condition     = length(setintersection(keys(var.settings), ["ICE_SERVERS", "ZEGO_APP_ID", "RUNNER_KIND", "RUNNER_HEADER"])) == 0
    error_message = "ice_servers, zego_app_id, runner_kind and runner_header are variables of their own."
  }
}

variable "gateway_settings" {
  type        = map(string)
  description = "What nginx/render.sh lists, for the gateway: { API_RATE = \"20r/s\" }."
  default     = {}
}

variable "secret_arns" {
  type        = map(string)
  description = "More secrets, each by the ARN of one in Secrets Manager (with :KEY:: behind it for one key) or of a parameter in SSM."
  default     = {}

  validation {
    condition     = alltrue([for arn in values(var.secret_arns) : can(regex("^arn:aws[a-z-]*:(secretsmanager|ssm):", arn))])
    error_message = "secret_arns has ARNs of Secrets Manager or of the parameter store, never the secrets themselves."
  }
}

variable "valkey_class" {
  type        = string
  description = "Node type of Valkey."
  default     = "cache.t4g.small"
}

variable "mail_domain" {
  type        = string
  description = "Domain that mail is sent from; its DNS needs the records that SES shows."
}

variable "ice_servers" {
  type        = string
  description = "STUN and TURN URLs for calls, comma-separated, such as turn:turn.example.org:3478; with turn_secret."
  default     = ""
}

variable "zego_app_id" {
  type        = number
  description = "AppID at ZEGOCLOUD, whose video is then used; with zego_server_secret. 0 for none."
  default     = 0
}

variable "runner_kind" {
  type        = string
  description = "What runner_url is: judge0 or piston."
  default     = "judge0"

  validation {
    condition     = contains(["judge0", "piston"], var.runner_kind)
    error_message = "runner_kind is judge0 or piston."
  }
}

variable "runner_header" {
  type        = string
  description = "The header that runner_token is sent in; empty for the usual one of its kind."
  default     = ""
}

variable "github_client_id" {
  type        = string
  description = "Client ID of your OAuth app at GitHub, where people then can sign in; with github_client_secret. Empty for none."
  default     = ""
}

variable "alarm_topic_arns" {
  type        = list(string)
  description = "SNS topics that hear of alarms."
  default     = []
}

# Secrets come as TF_VAR_..., and never get into the plan or the state but for the first, which ElastiCache keeps.

variable "valkey_password" {
  type        = string
  description = "Password of Valkey: openssl rand -hex 32"
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9]{32,128}$", var.valkey_password))
    error_message = "valkey_password is 32 to 128 letters and digits, since it becomes part of a URL."
  }
}

variable "db_password" {
  type        = string
  description = "Password of the services' own user of PostgreSQL: openssl rand -hex 32"
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.db_password) >= 16
    error_message = "db_password has at least 16 characters."
  }
}

variable "jwt_secret" {
  type        = string
  description = "Signs tokens: openssl rand -hex 32"
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.jwt_secret) >= 32
    error_message = "jwt_secret has at least 32 characters."
  }
}

variable "jwt_secret_previous" {
  type        = string
  description = "The jwt_secret before, for as long as tokens that it has signed are about; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""
}

variable "password_pepper" {
  type        = string
  description = "Keys the digest of passwords, and must never change: openssl rand -hex 32"
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.password_pepper) >= 32
    error_message = "password_pepper has at least 32 characters."
  }
}

variable "mail_url" {
  type        = string
  description = "smtp+starttls://user:password@host:587 with SMTP credentials of SES; empty for none: mail waits."
  sensitive   = true
  ephemeral   = true
}

variable "turn_secret" {
  type        = string
  description = "The static-auth-secret of the TURN servers in ice_servers; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""
}

variable "vapid_private_key" {
  type        = string
  description = "Identifies the site to the push services of browsers: 32 random bytes, as hex; empty for no push."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition     = var.vapid_private_key == "" || can(regex("^([0-9a-fA-F]{64}|[A-Za-z0-9_-]{43}=?)$", var.vapid_private_key))
    error_message = "vapid_private_key is 32 bytes, as hex or base64url."
  }
}

variable "fcm_service_account" {
  type        = string
  description = "The JSON key of a service account of your Firebase project, for apps of your own; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""
}

variable "oidc_providers" {
  type        = string
  description = "Where people can sign in with OpenID Connect, as JSON: see docs/signing-in.md; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition     = var.oidc_providers == "" || can([for each in jsondecode(var.oidc_providers) : each.issuer])
    error_message = "oidc_providers is a list in JSON, of objects with an issuer each."
  }
}

variable "github_client_secret" {
  type        = string
  description = "Client secret of your OAuth app at GitHub; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""
}

variable "zego_server_secret" {
  type        = string
  description = "ServerSecret at ZEGOCLOUD; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition     = contains([0, 32], length(var.zego_server_secret))
    error_message = "zego_server_secret has 32 characters."
  }
}

variable "runner_url" {
  type        = string
  description = "A server that runs people's code, of the kind runner_kind; empty for none: browsers run it."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition = var.runner_url == "" || (can(regex("^https?://[^/]", var.runner_url)) && contains(
      concat([443], [for each in var.egress : each.port]),
      try(tonumber(regex("^https?://[^/?]*:(\\d+)([/?]|$)", var.runner_url)[0]), startswith(var.runner_url, "https:") ? 443 : 80)
    ))
    error_message = "runner_url begins with https:// or http://, and its port is 443 or one of egress, since tasks reach no other."
  }
}

variable "runner_token" {
  type        = string
  description = "The token or key that runner_url asks for; empty for none."
  sensitive   = true
  ephemeral   = true
  default     = ""
}

variable "judge0_url" {
  type        = string
  description = "The old name of runner_url, for a Judge0."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition = var.judge0_url == "" || (can(regex("^https?://[^/]", var.judge0_url)) && contains(
      concat([443], [for each in var.egress : each.port]),
      try(tonumber(regex("^https?://[^/?]*:(\\d+)([/?]|$)", var.judge0_url)[0]), startswith(var.judge0_url, "https:") ? 443 : 80)
    ))
    error_message = "judge0_url begins with https:// or http://, and its port is 443 or one of egress, since tasks reach no other."
  }
}

variable "metrics_token" {
  type        = string
  description = "Bearer token of /metrics, for Prometheus; empty for none: /metrics is closed."
  sensitive   = true
  ephemeral   = true
  default     = ""

  validation {
    condition     = var.metrics_token == "" || length(var.metrics_token) >= 16
    error_message = "metrics_token has at least 16 characters."
  }
}

variable "secrets_version" {
  type        = number
  description = "Raise it to write changed secrets."
  default     = 1
}
