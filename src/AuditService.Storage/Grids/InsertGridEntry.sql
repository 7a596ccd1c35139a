INSERT INTO grid_entry (
    sequence, audit_id, referential, criterion, page, status, derogation, changes, derogation_comment, author, at, file, previous_hash, hash)
VALUES (
    @Sequence, @AuditId, @Referential, @Criterion, @Page, @Status, @Derogation, @Changes, @DerogationComment, @Author, @At, @File, @PreviousHash, @Hash)
