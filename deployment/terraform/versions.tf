# The whole account side of Mock Mate on AWS. Start in docs/ecs.md.

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # terraform init -backend-config="bucket=..." -backend-config="region=..."
  backend "s3" {
    key          = "mockmate/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = "mockmate"
      Environment = var.environment
    }
  }
}

locals {
  prefix     = "mockmate-${var.environment}"
  production = var.environment == "prod"
}
