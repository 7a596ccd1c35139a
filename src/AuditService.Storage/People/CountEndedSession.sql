SELECT count(*) FROM ended_session WHERE id = @Id
