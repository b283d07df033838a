using System.Globalization;
using System.Text;

namespace Simulator.Pages;

/// <summary>docs/strictness.md: where the charge point is strict with what it reads and where it is liberal, each choice with the test that holds it.</summary>
public static class StrictnessPage
{
    /// <summary>What comes, what is done with it, and the test as CLASS.METHOD.</summary>
    public static IReadOnlyList<(string Input, string Choice, string Test)> Choices { get; } =
    [
        ("any string with escapes (`\\u002B`, `\\/`), in times, enumerations, names, actions and message ids too", "liberal: it is its text", "OcppFiguresTests.Escapes_InEveryTextOfTheCentralSystem_ChangeNothingTheChargerSays"),
        ("a CALL's message id of up to 36 characters, however they are written", "liberal: answered with the same id", "SpellingTests.Call_MessageIdWithEscapes_IsAnsweredWithThatId"),
        ("null for an optional field", "liberal: absent", "SpellingTests.Authorize_OptionalFieldsNull_CountAsAbsent"),
        ("null for a required field", "strict: OccurenceConstraintViolation, as if it were missing", "SpellingTests.Call_RequiredFieldNull_IsMissing"),
        ("a number with an exponent or with zeros at its end (1.6E1, 16.000)", "liberal: its value", "SpellingTests.SetChargingProfile_LimitWithAnExponent_IsThatNumber"),
        ("a decimal comma in a time", "liberal: read as a point", "SpellingTests.Boot_TimeWithADecimalComma_IsRead"),
        ("no interval, or null, in the answer to BootNotification", "liberal: 0, the charge point keeps its own", "SpellingTests.Boot_IntervalNullOrMissing_CountsAsNone"),
        ("blanks and repeated items in a list of measurands", "liberal: a set", "ChangedSettingsTests.MeterValuesSampledData_BlanksAndRepeats_AreASet"),
        ("an unknown measurand in a list", "strict: Rejected, nothing changes", "RefusedChangesNothingTests.Call_ThatIsRefused_ChangesNothing"),
        ("a message longer than the receive buffer, up to 128 KB", "liberal: its end is passed over, CALLERROR InternalError, the link stays", "LongMessageTests.Call_AboveTheReceiveBuffer_GetsACallErrorAndTheLinkStays"),
        ("a message of more than 128 KB", "strict: the link is closed with 1009", "LongMessageTests.Call_AboveWhatIsPassedOver_EndsTheLinkWith1009"),
        ("a second RemoteStartTransaction while another id waits for the plug", "strict: Rejected; of the same id Accepted", "RefusedChangesNothingTests.RemoteStart_WhileAnotherIdWaitsForThePlug_IsRefusedAndTheFirstStarts"),
        ("a call that is refused", "strict: nothing changes, in memory and on flash", "RefusedChangesNothingTests.Call_ThatIsRefused_ChangesNothing"),
        ("an idTag of more than 20 characters", "strict: PropertyConstraintViolation", "IdTagLengthTests.RemoteStart_IdOfTwentyOneCharacters_IsRefused"),
        ("an idTag of 20 characters of three bytes each", "liberal: kept whole", "IdTagLengthTests.Transaction_IdOfTwentyLongCharacters_IsKeptWhole"),
        ("a CALLERROR to StatusNotification", "liberal: the status counts as told and is not repeated", "StatusOrderTests.StatusNotification_CallError_IsNotRepeated"),
        ("no answer to StatusNotification", "strict: repeated", "StatusOrderTests.StatusNotification_NoAnswer_IsRepeated"),
        ("an answer to no call of ours", "liberal: ignored and counted", "RpcRuleTests.Raw_AnswerToNothing_Rule9_LeavesTheCallInFlightAlone"),
        ("a message type number that OCPP-J does not know", "liberal: ignored", "RpcRuleTests.Raw_UnknownMessageType_Rule6_IsIgnored"),
        ("an action in other letters than the specification's", "strict: NotImplemented", "RpcRuleTests.Call_UnknownAction_Rule7_IsNotImplemented"),
        ("another subprotocol than ocpp1.6 in the upgrade's answer", "strict: the connection is left", "ConnectionRuleTests.Upgrade_ToAnotherSubprotocol_Rule1_IsLeft"),
        ("a GetDiagnostics or GetLog location without a last slash and without a query", "liberal: a directory, the file's name is added", "FileRuleTests.GetDiagnostics_LocationWithoutSlash_IsADirectory"),
        ("StopTransactionOnEVSideDisconnect false", "taken: the transaction waits without energy for its own id until ConnectionTimeOut", "DisconnectTests.NextVehicle_KeyFalse_GetsNothingOnTheLastOnesId"),
        ("UnlockConnectorOnEVSideDisconnect", "false is taken; strict: true is Rejected, the cable is fixed and there is nothing to unlock", "DisconnectTests.UnlockConnectorOnEVSideDisconnect_FixedCable_OnlyFalseIsTaken"),
        ("ConnectorPhaseRotation", "NotApplicable with or without connector; strict: Rejected for any rotation, the output is direct current", "DisconnectTests.ConnectorPhaseRotation_OfAnAcOutput_IsRejected"),
        ("a new AuthorizationKey that is then refused three times with HTTP 401", "liberal: the former one counts again, ReconfigurationOfSecurityParameters is raised", "SecurityRuleTests.AuthorizationKey_RefusedByTheCentralSystem_TheFormerOneCountsAgain"),
        ("a clock that is set back", "liberal: taken; a StopTransaction is no earlier than its start", "ClockSetBackTests.Clock_SetBackInATransaction_TheStopIsNoEarlierThanItsStart"),
        ("a link that ends three times with the same transaction message out", "liberal: that transaction is held back, 30 s at first and 30 min at most, and later ones are delivered before it", "HeldTransactionTests.StartTransaction_ThatEndsEachLink_LaterTransactionsGoFirstAndItFollows"),
    ];

    public static string Text
    {
        get
        {
            var page = new StringBuilder(Head);
            foreach (var (input, choice, test) in Choices) page.Append(CultureInfo.InvariantCulture, $"| {input} | {choice} | `{test}` |\n");
            return page.ToString();
        }
    }

    private const string Head = """
        # Strict or liberal

        What a central system may send that the specification forbids or leaves open, and what the charge point does with it. The last
        column is the test that holds the choice. Written from `Simulator/Pages/StrictnessPage.cs`
        (`WRITE_DOCS=1 dotnet test Simulator.Tests --filter StrictnessPage`).

        | what comes | what is done | test |
        |---|---|---|

        """;
}
