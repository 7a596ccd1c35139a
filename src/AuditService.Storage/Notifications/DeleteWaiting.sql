DELETE FROM notification WHERE project_id = @ProjectId AND kind = @Kind AND recipient = @Recipient AND state = 'Waiting'
