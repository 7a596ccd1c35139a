UPDATE notification SET state = @State, next_try_at = coalesce(@NextTryAt, next_try_at), last_error = @Error, claim = NULL WHERE id = @Id AND claim = @Claim
