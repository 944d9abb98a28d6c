"""What a leaf says, how leaves make a tree, how a tree is signed: pure, no database, no clock."""
