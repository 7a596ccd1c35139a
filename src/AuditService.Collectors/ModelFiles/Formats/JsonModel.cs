using System.Text.Json;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>JSON texts that describe models: Keras and skops architectures, tokenizers, model configurations, boosted trees. Any other is no model.</summary>
internal static class JsonModel
{
    private static readonly HashSet<string> KnownNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "tokenizer_config.json", "chat_template.json", "processor_config.json", "config.json", "schema.json",
    };

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        if (content.All(scan.Limits.TextBytes) is not { } bytes)
        {
            ReadLarge(content, reading);
            return;
        }
        using var json = JsonText.Parse(bytes);
        if (json is null)
        {
            if (KnownNames.Contains(Path.GetFileName(content.Name)))
                reading.Incomplete("le texte n'est pas du JSON", "the text is no JSON");
            return;
        }
        Read(scan, json.RootElement, reading);
    }

    private static void Read(ModelInspection scan, JsonElement root, ModelReading reading)
    {
        if (root.ValueKind == JsonValueKind.Array)
            ReadModules(scan, root, reading);
        if (root.ValueKind != JsonValueKind.Object)
            return;
        if (root.TryGetProperty("__loader__", out _) && root.TryGetProperty("__class__", out _))
        {
            reading.Format = ModelFormats.Skops;
            SkopsSchema.Walk(scan, root, reading);
            return;
        }
        if (KerasConfig.IsConfig(root))
        {
            reading.Format = ModelFormats.KerasConfig;
            KerasConfig.Walk(scan.Catalogue, root, reading);
            return;
        }
        if (root.TryGetProperty("learner", out var learner) && learner.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out _))
        {
            reading.Format = ModelFormats.XgBoost;
            return;
        }
        if (root.TryGetProperty("oblivious_trees", out _) && root.TryGetProperty("features_info", out _))
        {
            reading.Format = ModelFormats.CatBoost;
            return;
        }
        if (root.TryGetProperty("tree_info", out _) && root.TryGetProperty("feature_names", out _))
        {
            reading.Format = ModelFormats.LightGbmText;
            return;
        }
        if (root.TryGetProperty("weight_map", out var weights) && weights.ValueKind == JsonValueKind.Object)
        {
            reading.Format = ModelFormats.ModelConfig;
            foreach (var file in weights.EnumerateObject().Where(file => file.Value.ValueKind == JsonValueKind.String).Select(file => JsonText.Text(file.Value)))
                TellOutside(file, reading);
            return;
        }
        if (root.TryGetProperty("modelTopology", out var topology) && root.TryGetProperty("weightsManifest", out var manifest))
        {
            reading.Format = ModelFormats.KerasConfig;
            KerasConfig.Walk(scan.Catalogue, topology, reading);
            if (manifest.ValueKind == JsonValueKind.Array)
                ReadWeights(manifest, reading);
            return;
        }
        ReadHubConfig(root, reading, scan.Limits);
    }

    /// <summary>modules.json of sentence-transformers: the library imports the class that each entry names.</summary>
    private static void ReadModules(ModelInspection scan, JsonElement root, ModelReading reading)
    {
        if (root.GetArrayLength() is 0 or > 1000 || !root.EnumerateArray().All(IsModule))
            return;
        reading.Format = ModelFormats.ModelConfig;
        foreach (var module in root.EnumerateArray())
            ConfiguredTargets.Judge(scan.Catalogue, JsonText.Text(module, "type")!, reading);
    }

    private static bool IsModule(JsonElement entry) => JsonText.Text(entry, "type") is { Length: > 0 } && JsonText.Text(entry, "path") is not null && entry.TryGetProperty("idx", out _);

    /// <summary>The weights of a TensorFlow.js model, in files beside it.</summary>
    private static void ReadWeights(JsonElement manifest, ModelReading reading)
    {
        foreach (var group in manifest.EnumerateArray())
        {
            if (group.ValueKind != JsonValueKind.Object || !group.TryGetProperty("paths", out var paths) || paths.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var path in paths.EnumerateArray().Where(path => path.ValueKind == JsonValueKind.String))
                TellOutside(JsonText.Text(path), reading);
        }
    }

    private static void TellOutside(string path, ModelReading reading)
    {
        if (!FilePaths.LeavesItsFolder(path))
            return;
        using var about = reading.About(ModelTopic.OutsideData);
        reading.Accuse(
            $"Les poids seraient lus hors du dossier du modèle : « {ModelReading.Quote(path)} ».",
            $"Weights would be read outside the model's folder: \"{ModelReading.Quote(path)}\".");
    }

    /// <summary>The configuration files of the transformers library.</summary>
    private static void ReadHubConfig(JsonElement root, ModelReading reading, ModelScanLimits limits)
    {
        var isTokenizer = root.TryGetProperty("chat_template", out var template) || root.TryGetProperty("tokenizer_class", out _) || root.TryGetProperty("added_tokens_decoder", out _);
        var isConfig = root.TryGetProperty("architectures", out _) && root.TryGetProperty("model_type", out _) || root.TryGetProperty("auto_map", out _);
        if (!isTokenizer && !isConfig)
            return;
        reading.Format = isTokenizer ? ModelFormats.Tokenizer : ModelFormats.ModelConfig;
        // A property given twice is read once by Python, and once is enough to hide behind.
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "chat_template":
                    CheckTemplates(property.Value, reading, limits);
                    break;
                case "auto_map" or "custom_pipelines":
                    reading.Doubt(
                        $"« {property.Name} » fait charger du code Python avec le modèle quand l'application y consent (trust_remote_code).",
                        $"\"{property.Name}\" has Python code loaded with the model when the application agrees (trust_remote_code).");
                    break;
            }
        }
        _ = template;
    }

    private static void CheckTemplates(JsonElement value, ModelReading reading, ModelScanLimits limits)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                ChatTemplate.Check(JsonText.Text(value), "chat_template", reading, limits);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    CheckTemplates(item, reading, limits);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    CheckTemplates(property.Value, reading, limits);
                break;
        }
    }

    private static void ReadLarge(ModelContent content, ModelReading reading)
    {
        var head = content.Head(ContentSniffer.HeadSize);
        if (head.AsSpan().IndexOf("\"learner\""u8) > 0)
        {
            reading.Format = ModelFormats.XgBoost;
            return;
        }
        if (KnownNames.Contains(Path.GetFileName(content.Name)) || head.AsSpan().IndexOf("\"class_name\""u8) > 0)
            reading.Incomplete("texte JSON démesuré", "oversized JSON text");
    }
}
