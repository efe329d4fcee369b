using Anneal.Cli.Storage;

namespace Anneal.Tests.Cli.Storage;

public sealed class MemoryRunStoreTests : RunStoreConformance
{
    public MemoryRunStoreTests() => Store = new MemoryRunStore();

    private protected override IRunStore Reopen()
    {
        // Closing gives up what is owned, and what was stored stays.
        Store.Dispose();
        return Store;
    }
}
