"""Pages and answers: what other programs ask (server), and what staff see of it (staff)."""
