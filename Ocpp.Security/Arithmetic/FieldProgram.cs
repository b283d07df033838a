namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// Formulas over the field of P-256 as short programs over numbered registers, one product a step. An instruction is four bytes:
    /// operation, where the result goes, and the two operands.
    /// </summary>
    internal sealed class FieldProgram
    {
        public const int X = 0;
        public const int Y = 1;
        public const int Z = 2;

        /// <summary>Register of <see cref="AddBegin"/>: 0 when both points have the same x.</summary>
        public const int DifferenceX = 4;
        public const int DifferenceY = 5;

        public const int Inverse = 9;
        public const int OtherX = 10;
        public const int OtherY = 11;
        public const int CurveB = 12;
        private const int Registers = 13;

        private const byte Multiply = 0;
        private const byte Plus = 1;
        private const byte Minus = 2;
        private const int InstructionBytes = 4;

        private readonly Montgomery _field;
        private readonly uint[][] _registers = new uint[Registers][];
        private byte[] _program;
        private int _at;
        private bool _multiplying;

        public FieldProgram(Montgomery field)
        {
            _field = field;
            for (int i = 0; i < Registers; i++) _registers[i] = new uint[field.Words];
        }

        public uint[] this[int register] => _registers[register];

        public void Begin(byte[] program)
        {
            _program = program;
            _at = 0;
            _multiplying = false;
        }

        /// <summary>Does one step, at most one product; true at the program's end.</summary>
        public bool Step()
        {
            while (_at < _program.Length)
            {
                uint[] into = _registers[_program[_at + 1]];
                uint[] a = _registers[_program[_at + 2]];
                uint[] b = _registers[_program[_at + 3]];
                byte operation = _program[_at];
                if (operation == Multiply)
                {
                    if (!_multiplying) _field.Begin(a, b);
                    _multiplying = !_field.Step();
                    if (_multiplying) return false;
                    _field.CopyTo(into);
                    _at += InstructionBytes;
                    return _at == _program.Length;
                }
                if (operation == Plus) _field.Add(a, b, into);
                else _field.Subtract(a, b, into);
                _at += InstructionBytes;
            }
            return true;
        }

        /// <summary>The point (X, Y, Z) twice, in Jacobian coordinates on a curve with a = -3: 8 products.</summary>
        public static byte[] Double() => new byte[]
        {
            Multiply, 3, Z, Z,
            Multiply, 4, Y, Y,
            Multiply, 5, X, 4,
            Minus, 7, X, 3,
            Plus, 8, X, 3,
            Multiply, 6, 7, 8,
            Plus, 7, 6, 6,
            Plus, 6, 7, 6,
            Plus, 7, Y, Z,
            Multiply, Z, 7, 7,
            Minus, Z, Z, 4,
            Minus, Z, Z, 3,
            Plus, 5, 5, 5,
            Plus, 5, 5, 5,
            Plus, 7, 5, 5,
            Multiply, X, 6, 6,
            Minus, X, X, 7,
            Minus, 7, 5, X,
            Multiply, Y, 6, 7,
            Multiply, 4, 4, 4,
            Plus, 4, 4, 4,
            Plus, 4, 4, 4,
            Plus, 4, 4, 4,
            Minus, Y, Y, 4,
        };

        /// <summary>The difference of (X, Y, Z) and (OtherX, OtherY, 1): 4 products.</summary>
        public static byte[] AddBegin() => new byte[]
        {
            Multiply, 3, Z, Z,
            Multiply, DifferenceX, OtherX, 3,
            Multiply, DifferenceY, OtherY, Z,
            Multiply, DifferenceY, DifferenceY, 3,
            Minus, DifferenceX, DifferenceX, X,
            Minus, DifferenceY, DifferenceY, Y,
        };

        /// <summary>Their sum, after <see cref="AddBegin"/> and where their x differ: 7 products.</summary>
        public static byte[] AddEnd() => new byte[]
        {
            Multiply, Z, Z, DifferenceX,
            Multiply, 3, DifferenceX, DifferenceX,
            Multiply, 7, DifferenceX, 3,
            Multiply, 6, X, 3,
            Multiply, X, DifferenceY, DifferenceY,
            Minus, X, X, 7,
            Minus, X, X, 6,
            Minus, X, X, 6,
            Minus, 6, 6, X,
            Multiply, 6, DifferenceY, 6,
            Multiply, Y, Y, 7,
            Minus, Y, 6, Y,
        };

        /// <summary>(X, Y, Z) with Z = 1, by the inverse of Z: 4 products.</summary>
        public static byte[] ToAffine() => new byte[]
        {
            Multiply, 3, Inverse, Inverse,
            Multiply, X, X, 3,
            Multiply, 3, 3, Inverse,
            Multiply, Y, Y, 3,
        };

        /// <summary>y^2 into 3 and x^3 - 3 x + b into 4, of the other point: 3 products.</summary>
        public static byte[] CurveEquation() => new byte[]
        {
            Multiply, 3, OtherY, OtherY,
            Multiply, 4, OtherX, OtherX,
            Multiply, 4, 4, OtherX,
            Minus, 4, 4, OtherX,
            Minus, 4, 4, OtherX,
            Minus, 4, 4, OtherX,
            Plus, 4, 4, CurveB,
        };
    }
}
