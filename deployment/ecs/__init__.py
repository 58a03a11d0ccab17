"""Mock Mate on Amazon ECS: the task definitions, what is checked of them, and how a release is rolled out."""
