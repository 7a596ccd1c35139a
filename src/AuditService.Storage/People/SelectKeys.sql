SELECT xml FROM data_protection_key ORDER BY name
