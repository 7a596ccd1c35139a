DELETE FROM notification WHERE state <> 'Waiting' AND created_at < @Before
