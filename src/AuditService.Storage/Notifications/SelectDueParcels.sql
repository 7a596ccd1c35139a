SELECT kind AS Kind, parcel AS Parcel FROM notification WHERE state = 'Waiting' AND next_try_at <= @Now GROUP BY kind, parcel ORDER BY min(next_try_at), parcel LIMIT @Take
