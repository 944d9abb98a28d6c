"""What a leaf says, how leaves make a tree, how a tree is signed: pure functions, no database and no clock."""
