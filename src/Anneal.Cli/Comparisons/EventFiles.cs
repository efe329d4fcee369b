namespace Anneal.Cli.Comparisons;
internal static class EventFiles { public static void Write(Contest contest, ContestFolder folder) { } }
