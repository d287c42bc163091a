"""What a project's layers say of each region."""
