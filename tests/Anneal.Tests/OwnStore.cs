using System.Runtime.CompilerServices;

namespace Anneal.Tests;

/// <summary>Runs of tests are stored in a place of their own, which is gone with the process.</summary>
internal static class OwnStore
{
    [ModuleInitializer]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("ANNEAL_STORE") is { Length: > 0 })
            return;
        string folder = Directory.CreateTempSubdirectory("anneal-store-").FullName;
        Environment.SetEnvironmentVariable("ANNEAL_STORE", Path.Combine(folder, "runs.db"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A child that outlives the tests still writes.
            }
        };
    }
}
