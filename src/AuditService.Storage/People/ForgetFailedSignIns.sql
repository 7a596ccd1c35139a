UPDATE person SET failed_sign_ins = 0 WHERE id = @Id AND failed_sign_ins <> 0
