using static Simulator.CentralSystem.Schemas.OcppField;

namespace Simulator.CentralSystem.Schemas;

/// <summary>Types that more than one message uses (S 7).</summary>
internal static class SharedTypes
{
    /// <summary>S 7.8, S 7.2.</summary>
    public static OcppField IdTagInfo { get; } = Object("idTagInfo",
        Time("expiryDate"),
        Text("parentIdTag", 20),
        OneOf("status", "Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx").Must);

    /// <summary>CiString20 (S 3.9, S 7.29).</summary>
    public static OcppField IdTag { get; } = Text("idTag", 20);

    /// <summary>S 7.43.</summary>
    private static OcppField SampledValue { get; } = Object("sampledValue",
        Text("value").Must,
        OneOf("context", "Interruption.Begin", "Interruption.End", "Other", "Sample.Clock", "Sample.Periodic", "Transaction.Begin", "Transaction.End", "Trigger"),
        OneOf("format", "Raw", "SignedData"),
        OneOf("measurand",
            "Current.Export", "Current.Import", "Current.Offered",
            "Energy.Active.Export.Register", "Energy.Active.Import.Register", "Energy.Reactive.Export.Register", "Energy.Reactive.Import.Register",
            "Energy.Active.Export.Interval", "Energy.Active.Import.Interval", "Energy.Reactive.Export.Interval", "Energy.Reactive.Import.Interval",
            "Frequency", "Power.Active.Export", "Power.Active.Import", "Power.Factor", "Power.Offered", "Power.Reactive.Export", "Power.Reactive.Import",
            "RPM", "SoC", "Temperature", "Voltage"),
        OneOf("phase", "L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"),
        OneOf("location", "Body", "Cable", "EV", "Inlet", "Outlet"),
        OneOf("unit", "Wh", "kWh", "varh", "kvarh", "W", "kW", "VA", "kVA", "var", "kvar", "A", "V", "Celsius", "Fahrenheit", "K", "Percent"));

    /// <summary>S 7.33: a time and one value at least.</summary>
    public static OcppField MeterValue(string name) => Object(name, Time("timestamp").Must, List(SampledValue, 1).Must);

    /// <summary>S 7.10.</summary>
    public static OcppField ChargingProfilePurpose { get; } = OneOf("chargingProfilePurpose", "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile");

    /// <summary>S 7.13, S 7.14.</summary>
    public static OcppField ChargingSchedule { get; } = Object("chargingSchedule",
        Integer("duration"),
        Time("startSchedule"),
        ChargingRateUnit.Must,
        List(Object("chargingSchedulePeriod", Integer("startPeriod").Must, Tenths("limit").Must, Integer("numberPhases")), 1).Must,
        Tenths("minChargingRate"));

    /// <summary>S 7.12.</summary>
    public static OcppField ChargingRateUnit => OneOf("chargingRateUnit", "A", "W");

    /// <summary>S 7.8.</summary>
    public static OcppField ChargingProfile(string name) => Object(name,
        Integer("chargingProfileId").Must,
        Integer("transactionId"),
        Integer("stackLevel").Must,
        ChargingProfilePurpose.Must,
        OneOf("chargingProfileKind", "Absolute", "Recurring", "Relative").Must,
        OneOf("recurrencyKind", "Daily", "Weekly"),
        Time("validFrom"),
        Time("validTo"),
        ChargingSchedule.Must);

    public static OcppField Status(params string[] values) => OneOf("status", values).Must;

    public static OcppField AcceptedOrRejected => Status("Accepted", "Rejected");
}
