"""What a formula is: terms, operators, binders, sorts and their facts."""
