namespace Anneal.Tests.Contracts.Operations;

/// <summary>Ways to call operations, beside the operations' own tests; found by reflection.</summary>
internal interface IOperationRows
{
    /// <summary>The rows.</summary>
    OperationRow[] Rows { get; }
}
