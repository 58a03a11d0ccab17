"""`python -m deployment.check`: whether a deployment's settings lead to parts that work, before people find out."""
