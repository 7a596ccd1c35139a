INSERT INTO snapshot_refused (snapshot_hash, seq, path, reason_fr, reason_en) VALUES (@SnapshotHash, @Seq, @Path, @ReasonFr, @ReasonEn)
