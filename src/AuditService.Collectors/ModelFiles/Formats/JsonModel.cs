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
        ReadHubConfig(root, reading, scan.Limits);
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
