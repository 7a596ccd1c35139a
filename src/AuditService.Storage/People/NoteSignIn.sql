UPDATE person SET last_sign_in_at = @At WHERE id = @Id
