UPDATE person SET locked_until = @Until WHERE id = @Id
