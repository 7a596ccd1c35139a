using AuditService.Collectors.SourceCode.Dependencies;
using AuditService.Core.Advisories;

namespace AuditService.Tests.Collectors.SourceCode.Dependencies;

public sealed class JavaManifestTests
{
    [Fact]
    public void A_pom_names_its_dependencies_its_plugins_and_its_parent_with_the_properties_it_defines()
    {
        const string Pom = """
            <project>
              <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.1.0</version></parent>
              <properties><log4j.version>2.14.1</log4j.version></properties>
              <dependencies>
                <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>${log4j.version}</version></dependency>
                <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
                <dependency><groupId>Acme</groupId><artifactId>open</artifactId><version>[1.0,2.0)</version></dependency>
                <dependency><groupId>acme</groupId><artifactId>foreign</artifactId><version>${from.elsewhere}</version></dependency>
              </dependencies>
              <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.2.5</version></plugin></plugins></build>
            </project>
            """;

        Assert.Equal(
            [
                ("org.springframework.boot:spring-boot-starter-parent", "3.1.0", true),
                ("org.apache.logging.log4j:log4j-core", "2.14.1", true),
                ("acme:open", "[1.0,2.0)", false),
                ("acme:foreign", null, true),
                ("org.apache.maven.plugins:maven-surefire-plugin", "3.2.5", true),
            ],
            JavaManifest.Read("pom.xml", Pom).Select(dependency => (dependency.Name, dependency.Constraint, dependency.IsPinned)));
    }

    [Theory]
    [InlineData("<!DOCTYPE project [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><project>&x;</project>")]
    [InlineData("<project><dependency><groupId>a")]
    [InlineData("")]
    public void A_pom_with_a_document_type_or_damage_gives_nothing_and_harms_nobody(string pom) => Assert.Empty(JavaManifest.Read("pom.xml", pom));

    [Fact]
    public void A_build_script_gives_the_coordinates_that_are_written_out()
    {
        const string Gradle = """
            def jackson = "2.9.8"
            // implementation 'acme:commented:1.0'
            dependencies {
                implementation 'org.apache.commons:commons-text:1.9'
                implementation("com.fasterxml.jackson.core:jackson-databind:${jackson}")
                testImplementation "junit:junit:4.+"
                implementation libs.guava
            }
            println 'not:a:dependency'
            """;

        Assert.Equal(
            [("org.apache.commons:commons-text", "1.9", true, 4), ("com.fasterxml.jackson.core:jackson-databind", "2.9.8", true, 5), ("junit:junit", "4.+", false, 6)],
            JavaManifest.Read("build.gradle", Gradle).Select(dependency => (dependency.Name, dependency.Constraint!, dependency.IsPinned, dependency.Line)));
    }

    [Fact]
    public void A_catalog_gives_its_libraries_with_the_versions_they_refer_to()
    {
        const string Catalog = """
            [versions]
            guava = "31.1-jre"

            [libraries]
            guava = { module = "com.google.guava:guava", version.ref = "guava" }
            text = { group = "org.apache.commons", name = "commons-text", version = "1.9" }
            short = "acme:short:1.0"
            """;

        Assert.Equal(
            [("com.google.guava:guava", "31.1-jre"), ("org.apache.commons:commons-text", "1.9"), ("acme:short", "1.0")],
            JavaManifest.Read("libs.versions.toml", Catalog).Select(dependency => (dependency.Name, dependency.Constraint!)));
    }

    [Theory]
    [InlineData("1.0-alpha-1", "1.0-beta-1")]
    [InlineData("1.0-rc1", "1.0-SNAPSHOT")]
    [InlineData("1.0-SNAPSHOT", "1.0")]
    [InlineData("1.0", "1.0-sp1")]
    [InlineData("1.0-sp1", "1.0-jre")]
    [InlineData("1.0-jre", "1.0.1")]
    [InlineData("2.9.9", "2.9.10")]
    [InlineData("2.0-beta9", "2.15.0")]
    public void Versions_are_ordered_as_Maven_orders_them(string lower, string higher)
    {
        var (one, other) = (PackageVersion.Parse(lower, "maven")!, PackageVersion.Parse(higher, "maven")!);

        Assert.True(one.OrderAgainst(other) < 0);
        Assert.True(other.OrderAgainst(one) > 0);
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1.0.0", "1-ga")]
    [InlineData("1.0-final", "1.0-RELEASE")]
    [InlineData("1.0-rc1", "1-cr1")]
    public void Versions_that_mean_the_same_are_equal(string one, string other) => Assert.Equal(0, PackageVersion.Parse(one, "maven")!.OrderAgainst(PackageVersion.Parse(other, "maven")));
}
