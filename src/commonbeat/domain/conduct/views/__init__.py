"""The pages of the conduct app: thanks from the public, and the staff's side of them."""
