"""Pure decisions about texts: what one costs, what one says, and whether one may go."""
