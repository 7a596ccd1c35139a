INSERT INTO snapshot_refused (snapshot_hash, seq, path, reason_fr, reason_en, leaves_a_gap) VALUES (@SnapshotHash, @Seq, @Path, @ReasonFr, @ReasonEn, @LeavesAGap)
