using System.Globalization;

namespace Simulator.Tests.Conversations;

/// <summary>The values of a StopTransaction, and clock-aligned values of a time without a transaction.</summary>
public sealed class StopDataTests
{
    private static string[] Contexts(Conversation c) => [.. c.Got["transactionData"]!.AsArray().Select(v => (string)v!["sampledValue"]![0]!["context"]!)];

    [Fact]
    [Complies("meter values", "A stop's values begin with Transaction.Begin and end with Transaction.End.")]
    public void StopTxnSampledData_Configured_BeginsWithTheStartAndEndsWithTheEnd() => Stage.Play(Who.ChargePoint, c =>
    {
        c.Booted().Configure("StopTxnSampledData", "Energy.Active.Import.Register,Power.Active.Import").Configure("MeterValueSampleInterval", "10").Plug().Present("RIDER-1").Expect("StartTransaction");
        string start = c.Got["meterStart"]!.ToJsonString();
        c.Advance(95).PressStop().Expect("StopTransaction");
        c.Check(Contexts(c) is ["Transaction.Begin", "Sample.Periodic", "Sample.Periodic", "Transaction.End"], string.Join(' ', Contexts(c)));
        c.Check((string)c.Got["transactionData"]![0]!["sampledValue"]![0]!["value"]! == start, "it does not begin at meterStart");
        c.Check((string)c.Got["transactionData"]![3]!["sampledValue"]![0]!["value"]! == c.Got["meterStop"]!.ToJsonString(), "it does not end at meterStop");
        c.Check(c.Got["transactionData"]![3]!["timestamp"]!.ToJsonString() == c.Got["timestamp"]!.ToJsonString(), "the end has another time");
    });

    [Fact]
    [Complies("meter values", "Transaction.End is there after a power cut too.")]
    public void PowerCut_StopTxnSampledData_TheEndIsThereAllTheSame() => Stage.Play(Who.ChargePoint, c =>
    {
        c.Booted().Configure("StopTxnSampledData", "Energy.Active.Import.Register").Configure("MeterValueSampleInterval", "10").Plug().Present("RIDER-1").Expect("StartTransaction")
            .Advance(35).CutPower().Advance(5).PowerOn().Expect("StopTransaction", "reason=PowerLoss");
        c.Check(Contexts(c)[0] == "Transaction.Begin" && Contexts(c)[^1] == "Transaction.End", string.Join(' ', Contexts(c)));
    });

    [Fact]
    public void StopTxnData_NoneConfigured_ThereIsNone() => Stage.Play(Who.ChargePoint, c => c
        .Charging().Advance(130).PressStop().Expect("StopTransaction", "!transactionData"));

    [Fact]
    [Complies("meter values", "Clock-aligned values are sent outside transactions too.")]
    public void AlignedData_NoTransaction_IsSentWithoutTransactionId() => Stage.Play(Who.ChargePoint, c =>
    {
        c.Booted().Configure("MeterValuesAlignedData", "Energy.Active.Import.Register").Configure("ClockAlignedDataInterval", "60");
        for (int i = 0; i < 3; i++)
        {
            c.Expect("MeterValues", "connectorId=1", "!transactionId", "meterValue.0.sampledValue.0.context=Sample.Clock");
            DateTime time = DateTime.Parse((string)c.Got["meterValue"]![0]!["timestamp"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            c.Check(time.Second == 0, $"{time:HH:mm:ss}");
        }
    });

    [Fact]
    [Complies("meter values", "Offline, one value of a time without a transaction waits.")]
    public void AlignedData_NoTransactionAndOffline_OneValueWaits() => Stage.Play(Who.ChargePoint, c =>
    {
        c.Booted().Configure("MeterValuesAlignedData", "Energy.Active.Import.Register").Configure("ClockAlignedDataInterval", "60").Expect("MeterValues").CutLink().Advance(1200).RestoreLink();
        int before = c.Central.Heard.Count;
        c.Expect("MeterValues", "!transactionId").Advance(5);
        int came = c.Central.Heard.Skip(before).Count(t => t is { FromCharger: true, MessageType: 2, Action: "MeterValues" });
        c.Check(came <= 2, $"{came} values of a time offline");
    });
}
