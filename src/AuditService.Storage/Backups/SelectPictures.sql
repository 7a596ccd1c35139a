SELECT fact FROM fact WHERE fact LIKE '%"screenshot":"%'
UNION ALL
SELECT evidence FROM finding WHERE evidence LIKE '%"screenshot":"%'
UNION ALL
SELECT facts FROM cached_facts WHERE facts LIKE '%"screenshot":"%'
