namespace Pentaprism.Darkroom.Align;

/// <summary>The ladder of motions of a whole frame, from the stiffest to the richest.</summary>
internal enum MotionKind
{
    /// <summary>A shift: 2 parameters.</summary>
    Shift,

    /// <summary>A shift and a turn: 3 parameters.</summary>
    Euclidean,

    /// <summary>Any linear map and a shift: 6 parameters.</summary>
    Affine,

    /// <summary>A perspective map: 8 parameters.</summary>
    Homography,
}
