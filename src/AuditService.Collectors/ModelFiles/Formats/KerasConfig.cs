using System.Collections.Frozen;
using System.Text.Json;
using AuditService.Collectors.ModelFiles.Globals;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// The architecture of a Keras model, wherever it stands (config.json of a .keras, attribute of an .h5, metadata of a SavedModel). All nested
/// objects are looked at, not only the first layers: loading builds each of them.
/// </summary>
internal static class KerasConfig
{
    /// <summary>Functions of Keras that download, write, or lift its own protection (CVE-2025-1550, CVE-2025-8747, CVE-2025-9906).</summary>
    private static readonly FrozenSet<string> DangerousFunctions = FrozenSet.Create(
        StringComparer.Ordinal,
        "get_file", "enable_unsafe_deserialization", "load_model", "save_model", "load_weights", "save_weights", "deserialize_keras_object", "model_from_json", "model_from_config",
        "load_img", "image_dataset_from_directory", "text_dataset_from_directory", "audio_dataset_from_directory", "timeseries_dataset_from_array", "set_backend", "plot_model",
        "model_to_dot", "disable_traceback_filtering", "custom_object_scope", "deserialize", "clone_model", "extract_archive", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer");

    private static readonly FrozenSet<string> FunctionModules = FrozenSet.Create(
        StringComparer.Ordinal, "activations", "initializers", "losses", "metrics", "regularizers", "constraints", "ops", "optimizers", "backend", "dtype_policies", "applications");

    /// <summary>Functions that Keras itself writes as <c>builtins</c>: its own losses, metrics and activations.</summary>
    private static readonly FrozenSet<string> OwnFunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mse", "mae", "mape", "msle", "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "binary_crossentropy",
        "binary_focal_crossentropy", "categorical_crossentropy", "categorical_focal_crossentropy", "sparse_categorical_crossentropy", "kl_divergence", "kld", "kullback_leibler_divergence",
        "poisson", "hinge", "squared_hinge", "categorical_hinge", "huber", "log_cosh", "logcosh", "cosine_similarity", "dice", "tversky", "circle", "ctc", "accuracy", "acc",
        "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy", "auc", "precision", "recall",
        "root_mean_squared_error", "relu", "relu6", "softmax", "sigmoid", "tanh", "linear", "elu", "selu", "gelu", "silu", "swish", "softplus", "softsign", "exponential", "mish",
        "leaky_relu", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "log_softmax", "glu", "celu", "log_sigmoid", "tanh_shrink", "soft_shrink", "hard_shrink",
        "squareplus", "sparsemax", "sparse_plus", "sparse_sigmoid", "threshold", "glorot_uniform", "glorot_normal", "he_normal", "he_uniform", "lecun_normal", "lecun_uniform",
        "zeros", "ones", "orthogonal", "identity", "random_normal", "random_uniform", "truncated_normal", "l1", "l2", "l1_l2", "max_norm", "non_neg", "unit_norm", "min_max_norm");

    public static bool IsConfig(JsonElement root) =>
        root.TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String && root.TryGetProperty("config", out _)
        || root.TryGetProperty("model_config", out var inner) && inner.ValueKind == JsonValueKind.Object && IsConfig(inner);

    public static void Walk(GlobalCatalogue catalogue, JsonElement element, ModelReading reading)
    {
        using var about = reading.About(ModelTopic.KerasCode);
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Walk(catalogue, item, reading);
                break;
            case JsonValueKind.Object:
                Look(catalogue, element, reading);
                foreach (var property in element.EnumerateObject())
                {
                    LookAtProperty(property, reading);
                    Walk(catalogue, property.Value, reading);
                }
                break;
        }
    }

    private static void Look(GlobalCatalogue catalogue, JsonElement element, ModelReading reading)
    {
        var module = JsonText.Text(element, "module");
        // Each of several properties of one name counts: readers take the last, and others the first.
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                continue;
            var name = JsonText.Text(property.Value);
            switch (property.Name)
            {
                case "class_name":
                    LookAtClass(catalogue, element, module, name, reading);
                    break;
                case "spec_name" when module is not null:
                    LookAtName(catalogue, module, name, reading);
                    break;
                case "registered_name":
                    LookAtRegistration(element, name, reading);
                    break;
            }
        }
    }

    private static void LookAtClass(GlobalCatalogue catalogue, JsonElement element, string? module, string name, ModelReading reading)
    {
        var shortName = name[(name.LastIndexOf('>') + 1)..];
        if (shortName is "Lambda" or "__lambda__")
        {
            reading.Accuse(
                "Une couche Lambda contient du code Python, exécuté au chargement ou à l'usage.",
                "A Lambda layer holds Python code, which is run when the model is loaded or used.");
            return;
        }
        if (shortName is "TFOpLambda" or "SlicingOpLambda" && element.TryGetProperty("config", out var config) && JsonText.Text(config, "function") is { } operation)
            LookAtOperation(operation, reading);
        if (DangerousFunctions.Contains(shortName))
            AccuseFunction(shortName, reading);
        if (module is null)
            return;
        // A function is named by its configuration.
        var target = name is "function" or "type" or "class" ? JsonText.Text(element, "config") ?? name : name;
        LookAtName(catalogue, module, target, reading, isFunction: name is "function");
    }

    private static void LookAtName(GlobalCatalogue catalogue, string module, string name, ModelReading reading, bool isFunction = false)
    {
        if (DangerousFunctions.Contains(name))
        {
            AccuseFunction(name, reading);
            return;
        }
        var package = module.Split('.', 2)[0];
        if (package is "keras" or "tf_keras" or "keras_hub" or "keras_nlp" or "keras_cv" || module.StartsWith("tensorflow.keras", StringComparison.Ordinal)
            || module.StartsWith("tensorflow.python.keras", StringComparison.Ordinal))
        {
            if (isFunction && !module.Split('.').Any(FunctionModules.Contains))
            {
                reading.Doubt(
                    $"La configuration désigne la fonction {ModelReading.Quote(module)}.{ModelReading.Quote(name)}.",
                    $"The configuration names the function {ModelReading.Quote(module)}.{ModelReading.Quote(name)}.");
            }
            return;
        }
        if (package is "builtins" && (isFunction && OwnFunctions.Contains(name) || name.StartsWith("__", StringComparison.Ordinal) && name is not "__import__"))
            return;
        var verdict = catalogue.Judge(module, name);
        if (package is "builtins" && isFunction && verdict.Risk == ModelRisk.Dangerous && !IsBuiltin(name))
        {
            // Keras writes so the functions that the author must hand over when loading.
            verdict = verdict with { Risk = ModelRisk.Review, Why = new("fonction du projet, à fournir au chargement", "function of the project, to be given when loading") };
        }
        reading.Import(new ModelImport(ModelReading.Quote(module, 200), ModelReading.Quote(name, 200), verdict.Risk, Offset: null));
        if (verdict is { Risk: not ModelRisk.Safe, Why: { } why })
        {
            var shown = ModelReading.Quote($"{module}.{name}", 120);
            reading.Say(verdict.Risk, $"La configuration fait importer {shown} : {why.Fr}.", $"The configuration has {shown} imported: {why.En}.");
        }
    }

    private static bool IsBuiltin(string name) => name is "eval" or "exec" or "compile" or "open" or "getattr" or "setattr" or "delattr" or "input" or "breakpoint" or "globals"
        or "locals" or "vars" or "__import__" or "print" or "type" or "map" or "filter" or "help" or "exit" or "quit" or "memoryview" or "super" or "dir" or "hasattr";

    private static void LookAtRegistration(JsonElement element, string registered, ModelReading reading)
    {
        var separator = registered.LastIndexOf('>');
        var package = separator < 0 ? null : registered[..separator];
        var className = JsonText.Text(element, "class_name");
        if (package is null && (className is null || string.Equals(registered, className, StringComparison.Ordinal)))
            return;
        if (package is "keras" or "Keras" or "keras_hub" or "keras_nlp" or "keras_cv" or "Addons")
            return;
        reading.Doubt(
            $"Classe enregistrée par le projet, dont le code n'est pas dans le modèle : {ModelReading.Quote(registered)}.",
            $"Class registered by the project, whose code is not in the model: {ModelReading.Quote(registered)}.");
    }

    private static void LookAtProperty(JsonProperty property, ModelReading reading)
    {
        if (property.Value.ValueKind != JsonValueKind.String)
            return;
        var value = JsonText.Text(property.Value);
        switch (property.Name)
        {
            case "function_type" when value is "lambda" or "raw":
                reading.Accuse(
                    "Une couche Lambda contient du code Python, exécuté au chargement ou à l'usage.",
                    "A Lambda layer holds Python code, which is run when the model is loaded or used.");
                break;
            case "vocabulary" or "vocabulary_path" or "idf_weights" or "filepath" or "file_path" or "asset_path" or "origin" or "cache_dir":
                LookAtPath(value, reading);
                break;
        }
    }

    /// <summary>A vocabulary given as a path is read when the model is loaded (CVE-2025-12058).</summary>
    private static void LookAtPath(string path, ModelReading reading)
    {
        if (path.Length == 0)
            return;
        var shown = ModelReading.Quote(path);
        if (FilePaths.LeavesItsFolder(path))
        {
            reading.Accuse(
                $"La configuration fait lire au chargement un fichier hors du modèle : « {shown} ».",
                $"The configuration has a file outside the model read when it is loaded: \"{shown}\".");
        }
        else
        {
            reading.Doubt(
                $"La configuration fait lire au chargement le fichier « {shown} ».",
                $"The configuration has the file \"{shown}\" read when it is loaded.");
        }
    }

    private static void LookAtOperation(string operation, ModelReading reading)
    {
        if (operation is not ("io.read_file" or "io.write_file" or "io.matching_files" or "py_function" or "numpy_function" or "load_op_library" or "load_library")
            && !operation.StartsWith("raw_ops.", StringComparison.Ordinal) && !operation.StartsWith("io.gfile", StringComparison.Ordinal))
        {
            return;
        }
        reading.Accuse(
            $"Une opération de la configuration lit ou écrit des fichiers, ou exécute du Python : {ModelReading.Quote(operation)}.",
            $"An operation of the configuration reads or writes files, or runs Python: {ModelReading.Quote(operation)}.");
    }

    private static void AccuseFunction(string name, ModelReading reading) => reading.Accuse(
        $"La configuration fait appeler {name}, qui télécharge, écrit ou lève une protection de Keras.",
        $"The configuration has {name} called, which downloads, writes or lifts a protection of Keras.");
}
