UPDATE one_time_link SET used_at = @Now WHERE hash = @Hash AND used_at IS NULL AND expires_at > @Now
