namespace Simulator.Tests.Conversations;

/// <summary>A charger as a conversation uses it.</summary>
internal interface IConversationCharger
{
    long NowMs { get; }

    bool CurrentFlows { get; }

    void PowerOn();

    void PowerOff();

    void Plug();

    void Unplug();

    /// <summary>An id is presented at the charger.</summary>
    void Present(string idTag);

    void PressStop();

    /// <summary>Lets simulated time pass until the condition holds (true) or the time is over (false).</summary>
    bool Run(Func<bool> until, long forMs);
}
