INSERT INTO review_entry (
    sequence, project, finding_id, audit_id, machine, sight, kind, author, at, reason, outcome, owner, until, rating, previous_hash, hash)
VALUES (
    @Sequence, @Project, @FindingId, @AuditId, @Machine, @Sight, @Kind, @Author, @At, @Reason, @Outcome, @Owner, @Until, @Rating, @PreviousHash, @Hash)
