DELETE FROM ended_session WHERE until < @Now
