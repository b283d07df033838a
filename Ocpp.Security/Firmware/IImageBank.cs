namespace Ocpp.Security.Firmware
{
    /// <summary>How a test of what was staged stands.</summary>
    public enum ImageTest
    {
        Underway,
        Good,
        Bad,
    }

    /// <summary>
    /// A board's two places for an image, and a boot loader that starts the second once for a trial: what MCUboot does, and what the
    /// in-field update of nanoFramework offers where a board's native image has it. Calls may freeze all threads for a write of flash.
    /// </summary>
    public interface IImageBank
    {
        /// <summary>Room of the second place, in bytes.</summary>
        int MostBytes { get; }

        /// <summary>Tells one image from another, for the one that runs.</summary>
        uint Running { get; }

        /// <summary>The one that runs is not confirmed: the next boot starts the former.</summary>
        bool IsOnTrial { get; }

        /// <summary>Forgets what was staged; false when it cannot, as while an image is on trial.</summary>
        bool Erase();

        /// <summary>Writes the next bytes of the second place.</summary>
        bool Write(int position, byte[] buffer, int offset, int count);

        /// <summary>Goes on with testing what was staged: is it whole, and an image for this board?</summary>
        ImageTest Test();

        /// <summary>The next boot starts what was staged, once.</summary>
        bool Try();

        /// <summary>The image on trial stays.</summary>
        bool Confirm();

        /// <summary>The image on trial goes with the next boot.</summary>
        bool Revert();
    }
}
