SELECT person_id FROM one_time_link WHERE hash = @Hash AND used_at IS NULL AND expires_at > @Now
