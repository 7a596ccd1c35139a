using System.Collections.Frozen;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.Inventory;

/// <summary>Names and extensions whose meaning is settled by convention. Consulted after the content has been heard.</summary>
internal static class KnownFiles
{
    private static readonly FrozenDictionary<string, (string Format, string? Language)> ConfigurationNames = new Dictionary<string, (string, string?)>
    {
        ["dockerfile"] = ("dockerfile", "dockerfile"),
        ["containerfile"] = ("dockerfile", "dockerfile"),
        ["package.json"] = ("npm", "json"),
        ["package-lock.json"] = ("npm-lock", "json"),
        ["npm-shrinkwrap.json"] = ("npm-lock", "json"),
        ["yarn.lock"] = ("yarn-lock", "yaml"),
        ["pnpm-lock.yaml"] = ("pnpm-lock", "yaml"),
        ["bun.lock"] = ("bun-lock", "json"),
        ["composer.json"] = ("composer", "json"),
        ["composer.lock"] = ("composer-lock", "json"),
        ["pipfile"] = ("pipfile", "toml"),
        ["pipfile.lock"] = ("pipfile-lock", "json"),
        ["poetry.lock"] = ("poetry-lock", "toml"),
        ["uv.lock"] = ("uv-lock", "toml"),
        ["pdm.lock"] = ("pdm-lock", "toml"),
        ["pixi.lock"] = ("pixi-lock", "yaml"),
        ["conda-lock.yml"] = ("conda-lock", "yaml"),
        ["cargo.lock"] = ("cargo-lock", "toml"),
        ["gemfile.lock"] = ("gem-lock", null),
        ["go.sum"] = ("go-sum", null),
        ["packages.lock.json"] = ("nuget-lock", "json"),
        ["pyproject.toml"] = ("pyproject", "toml"),
        ["setup.cfg"] = ("setup-cfg", "ini"),
        ["tox.ini"] = ("ini", "ini"),
        ["pytest.ini"] = ("ini", "ini"),
        ["go.mod"] = ("go-mod", null),
        ["gemfile"] = ("gemfile", "ruby"),
        ["cargo.toml"] = ("cargo", "toml"),
        ["environment.yml"] = ("conda", "yaml"),
        ["environment.yaml"] = ("conda", "yaml"),
        [".gitlab-ci.yml"] = ("ci", "yaml"),
        [".travis.yml"] = ("ci", "yaml"),
        ["azure-pipelines.yml"] = ("ci", "yaml"),
        ["bitbucket-pipelines.yml"] = ("ci", "yaml"),
        ["appveyor.yml"] = ("ci", "yaml"),
        [".drone.yml"] = ("ci", "yaml"),
        [".woodpecker.yml"] = ("ci", "yaml"),
        ["cloudbuild.yaml"] = ("ci", "yaml"),
        ["jenkinsfile"] = ("ci", "groovy"),
        [".pre-commit-config.yaml"] = ("yaml", "yaml"),
        ["makefile"] = ("makefile", "makefile"),
        ["gnumakefile"] = ("makefile", "makefile"),
        ["procfile"] = ("procfile", "shell"),
        ["caddyfile"] = ("caddyfile", "shell"),
        ["vagrantfile"] = ("vagrantfile", "ruby"),
        ["cmakelists.txt"] = ("cmake", "shell"),
        ["mlmodel"] = ("mlflow", "yaml"),
        ["mlproject"] = ("mlflow", "yaml"),
        ["dvc.yaml"] = ("dvc", "yaml"),
        ["codeowners"] = ("codeowners", null),
        [".gitignore"] = ("ignore", null),
        [".dockerignore"] = ("ignore", null),
        [".npmignore"] = ("ignore", null),
        [".gitattributes"] = ("ignore", null),
        [".gitmodules"] = ("ini", "ini"),
        [".gitkeep"] = ("ignore", null),
        [".editorconfig"] = ("ini", "ini"),
        [".npmrc"] = ("npmrc", "ini"),
        [".pypirc"] = ("pypirc", "ini"),
        [".netrc"] = ("netrc", "ini"),
        ["_netrc"] = ("netrc", "ini"),
        [".htpasswd"] = ("htpasswd", null),
        [".pgpass"] = ("pgpass", null),
        [".boto"] = ("ini", "ini"),
        ["pip.conf"] = ("ini", "ini"),
        [".bashrc"] = ("shell", "shell"),
        [".python-version"] = ("version", null),
        [".nvmrc"] = ("version", null),
        ["runtime.txt"] = ("version", null),
        ["robots.txt"] = ("robots", null),
        ["vocab.txt"] = ("tokenizer", null),
        ["merges.txt"] = ("tokenizer", null),
        ["top_level.txt"] = ("python-metadata", null),
        ["pyvenv.cfg"] = ("ini", "ini"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (FileKind Kind, string Format, string? Language)> Extensions = BuildExtensions().ToFrozenDictionary();

    private static readonly string[] ProseNames =
    [
        "readme", "license", "licence", "copying", "notice", "changelog", "changes", "history", "contributing", "contributors", "authors", "maintainers",
        "code_of_conduct", "security", "citation", "todo", "unlicense", "news", "patents", "acknowledgements", "model_card", "modelcard", "datasheet",
    ];

    public static FileNature? ByName(string name, string[] folders)
    {
        if (ConfigurationNames.TryGetValue(name, out var known))
            return new(FileKind.Configuration, known.Format, known.Language);
        if (IsDockerfile(name))
            return new(FileKind.Configuration, "dockerfile", "dockerfile");
        if (IsYaml(name) && IsCompose(name))
            return new(FileKind.Configuration, "compose", "yaml");
        if (IsEnvironment(name))
            return new(FileKind.Configuration, "env", "dotenv");
        if (IsRequirements(name, folders))
            return new(FileKind.Configuration, "requirements", "requirements");
        if (IsYaml(name) && IsContinuousIntegration(folders))
            return new(FileKind.Configuration, "ci", "yaml");
        if (Names.Extension(name) is "json" or "jsonc" && (name.StartsWith("tsconfig", StringComparison.Ordinal) || name.StartsWith("jsconfig", StringComparison.Ordinal)
            || folders is [.., ".vscode" or ".idea" or ".github" or ".devcontainer"]))
            return new(FileKind.Configuration, "json", "json");
        if (name.StartsWith('.') && name.EndsWith("rc", StringComparison.Ordinal) && Names.Extension(name).Length == 0)
            return new(FileKind.Configuration, "rc", "ini");
        return null;
    }

    /// <summary>README, LICENSE and their like, with or without an extension of prose.</summary>
    public static bool IsProseByName(string name)
    {
        var extension = Names.Extension(name);
        if (extension is not ("" or "txt" or "md" or "rst" or "markdown" or "adoc"))
            return extension is "fr" or "en" && Array.Exists(ProseNames, prose => name.StartsWith(prose + ".", StringComparison.Ordinal));
        var stem = extension.Length == 0 ? name : name[..^(extension.Length + 1)];
        return Array.Exists(ProseNames, prose => stem.Equals(prose, StringComparison.Ordinal)
            || stem.StartsWith(prose, StringComparison.Ordinal) && stem.Length > prose.Length && stem[prose.Length] is '.' or '-' or '_');
    }

    public static FileNature? ByExtension(string extension) =>
        Extensions.TryGetValue(extension, out var known) ? new(known.Kind, known.Format, known.Language) : null;

    private static bool IsDockerfile(string name) =>
        name.StartsWith("dockerfile.", StringComparison.Ordinal) && Names.Extension(name) is not ("md" or "txt" or "j2" or "py" or "sh" or "yml" or "yaml" or "json")
        || name.StartsWith("dockerfile-", StringComparison.Ordinal) && Names.Extension(name).Length == 0
        || name.EndsWith(".dockerfile", StringComparison.Ordinal)
        || name.EndsWith("-dockerfile", StringComparison.Ordinal)
        || name.StartsWith("containerfile.", StringComparison.Ordinal);

    private static bool IsCompose(string name) =>
        name.StartsWith("docker-compose", StringComparison.Ordinal) || name.StartsWith("compose.", StringComparison.Ordinal)
        || name.StartsWith("compose-", StringComparison.Ordinal) || name.StartsWith("podman-compose", StringComparison.Ordinal);

    private static bool IsEnvironment(string name) =>
        name is ".env" or ".envrc" or ".flaskenv" || name.StartsWith(".env.", StringComparison.Ordinal) || name.StartsWith(".env-", StringComparison.Ordinal)
        || name.EndsWith(".env", StringComparison.Ordinal) || name is "env.example" or "env.sample" or "env.template";

    private static bool IsRequirements(string name, string[] folders)
    {
        var extension = Names.Extension(name);
        if (extension is not ("txt" or "in" or "pip"))
            return false;
        var stem = name[..^(extension.Length + 1)];
        return stem.StartsWith("requirement", StringComparison.Ordinal) || stem.EndsWith("requirements", StringComparison.Ordinal)
            || stem is "constraints" || stem.StartsWith("constraints-", StringComparison.Ordinal)
            || folders is [.., "requirements"];
    }

    private static bool IsYaml(string name) => Names.Extension(name) is "yml" or "yaml";

    private static bool IsContinuousIntegration(string[] folders) =>
        folders is [.., ".github", "workflows"] or [.., ".gitea" or ".forgejo", "workflows"] or [.., ".circleci"] or [.., ".azure-pipelines"]
            or [.., ".github", "actions", _] or [.., ".gitlab" or ".gitlab-ci"] or [.., ".woodpecker"] or [.., ".buildkite"];

    private static Dictionary<string, (FileKind, string, string?)> BuildExtensions()
    {
        var table = new Dictionary<string, (FileKind, string, string?)>();
        Source("python", "py", "pyw", "pyi", "pyx");
        Source("javascript", "js", "mjs", "cjs", "jsx", "es6");
        Source("typescript", "ts", "tsx", "mts", "cts");
        Source("vue", "vue");
        Source("svelte", "svelte");
        Source("astro", "astro");
        Source("csharp", "cs", "csx");
        Source("razor", "razor", "cshtml");
        Source("fsharp", "fs", "fsx", "fsi");
        Source("vb", "vb");
        Source("java", "java");
        Source("kotlin", "kt", "kts");
        Source("scala", "scala", "sc");
        Source("groovy", "groovy");
        Source("gradle", "gradle");
        Source("go", "go");
        Source("rust", "rs");
        Source("c", "c", "h");
        Source("cpp", "cc", "cpp", "cxx", "hpp", "hh", "hxx", "cu", "cuh", "ino");
        Source("objective-c", "mm");
        Source("swift", "swift");
        Source("dart", "dart");
        Source("php", "php", "phtml");
        Source("ruby", "rb", "rake", "gemspec");
        Source("perl", "pl", "pm");
        Source("lua", "lua");
        Source("r", "r");
        Source("julia", "jl");
        Source("matlab", "m");
        Source("haskell", "hs");
        Source("elixir", "ex", "exs");
        Source("erlang", "erl");
        Source("clojure", "clj", "cljs");
        Source("shell", "sh", "bash", "zsh", "ksh", "fish", "sbatch", "slurm");
        Source("powershell", "ps1", "psm1", "psd1");
        Source("batch", "bat", "cmd");
        Source("sql", "sql", "psql", "hql", "ddl");
        Source("css", "css", "scss", "sass", "less");
        Source("solidity", "sol");
        Source("proto", "proto");
        Source("graphql", "graphql", "gql");
        Source("rmarkdown", "rmd", "qmd");
        Source("awk", "awk");

        Add(FileKind.Page, "html", "html", "html", "htm", "xhtml");
        Add(FileKind.Page, "template", "html", "jinja", "jinja2", "j2", "ejs", "hbs", "handlebars", "mustache", "twig", "njk", "liquid", "erb");

        Add(FileKind.Document, "markdown", "markdown", "md", "markdown", "mdx", "mkd");
        Add(FileKind.Document, "text", "text", "txt", "text");
        Add(FileKind.Document, "rst", "text", "rst");
        Add(FileKind.Document, "asciidoc", "text", "adoc", "asciidoc");
        Add(FileKind.Document, "latex", "latex", "tex", "bib");
        Add(FileKind.Document, "org", "text", "org");
        Add(FileKind.Document, "email", "text", "eml");

        Add(FileKind.Dataset, "csv", null, "csv");
        Add(FileKind.Dataset, "tsv", null, "tsv", "tab");
        Add(FileKind.Dataset, "psv", null, "psv");
        Add(FileKind.Dataset, "arff", null, "arff");
        Add(FileKind.Dataset, "libsvm", null, "libsvm", "svmlight");
        Add(FileKind.Dataset, "conll", null, "conll", "conllu");

        Add(FileKind.Model, "pmml", "xml", "pmml");

        Add(FileKind.Configuration, "yaml", "yaml", "yaml", "yml", "cff");
        Add(FileKind.Configuration, "toml", "toml", "toml");
        Add(FileKind.Configuration, "ini", "ini", "ini", "cfg", "conf", "properties", "inf", "desktop", "service");
        Add(FileKind.Configuration, "hcl", "hcl", "tf", "tfvars", "hcl", "nomad", "bicep");
        Add(FileKind.Configuration, "json", "json", "json", "jsonc", "json5", "webmanifest");
        Add(FileKind.Configuration, "msbuild", "xml", "csproj", "fsproj", "vbproj", "props", "targets", "nuspec", "slnx");
        Add(FileKind.Configuration, "sln", null, "sln");
        Add(FileKind.Configuration, "xml", "xml", "xml", "xsd", "xsl", "xslt", "plist", "config", "resx", "wsdl", "xaml");
        Add(FileKind.Configuration, "certificate", null, "pem", "crt", "cer", "key", "pub", "csr", "ppk", "asc");
        Add(FileKind.Configuration, "lock", null, "lock");
        Add(FileKind.Configuration, "dvc", "yaml", "dvc");
        Add(FileKind.Configuration, "makefile", "makefile", "mk");
        Add(FileKind.Configuration, "cmake", "shell", "cmake");
        Add(FileKind.Configuration, "template", "ini", "tpl", "tmpl", "template");
        Add(FileKind.Image, "svg", "xml", "svg");
        Add(FileKind.Other, "log", "text", "log", "out", "err");
        Add(FileKind.Other, "source-map", null, "map");
        Add(FileKind.Other, "subtitles", null, "srt", "vtt");
        Add(FileKind.Other, "patch", "text", "patch", "diff");
        return table;

        void Source(string language, params string[] extensions) => Add(FileKind.SourceCode, language, language, extensions);

        void Add(FileKind kind, string format, string? language, params string[] extensions)
        {
            foreach (var extension in extensions)
                table.Add(extension, (kind, format, language));
        }
    }
}
