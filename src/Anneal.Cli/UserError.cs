namespace Anneal.Cli;

/// <summary>Something the user can put right; the message says what is wrong, where, and what to do.</summary>
internal sealed class UserError(string message) : Exception(message);
