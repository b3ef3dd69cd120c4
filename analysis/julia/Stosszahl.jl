"""
Reads the CSV files of a run folder of stosszahl (docs/output-formats.md); needs the standard library only.

    include("Stosszahl.jl"); using .Stosszahl
    series = read_table("runs/bkw-2d/timeseries.csv")
    m4 = (series.species .== "gas") .& (series.quantity .== "moment4")
    [series.time[m4] series.value[m4] series.stderr[m4]]
    f = read_density("runs/bkw-2d/density/gas-40.csv")
"""
module Stosszahl

using DelimitedFiles

export read_table, read_density, read_particles

const TEXT = ("species", "quantity")

"""
    read_table(path)

Any CSV file of a run as a named tuple of its columns: `Vector{String}` for species and quantity, else `Vector{Float64}`, an empty field as `NaN`.
"""
function read_table(path)
    cells, header = readdlm(path, ',', String, '\n'; header = true)
    names = strip.(vec(header))
    number(text) = isempty(text) ? NaN : parse(Float64, text)
    columns = (name in TEXT ? cells[:, k] : number.(cells[:, k]) for (k, name) in enumerate(names))
    return NamedTuple{Tuple(Symbol.(names))}(Tuple(columns))
end

"""
    read_density(path)

A file `density/*.csv` as `(axes, f, stderr)`: the centres of the cells of every axis, and arrays of d axes, `f[i, j(, k)]` at `(axes[1][i], axes[2][j](, axes[3][k]))`.
"""
function read_density(path)
    table = read_table(path)
    axes = Tuple(sort(unique(getproperty(table, a))) for a in (:vx, :vy, :vz) if hasproperty(table, a))
    # In the file the last axis is the fastest, in Julia the first.
    grid(column) = permutedims(reshape(column, reverse(length.(axes))), reverse(1:length(axes)))
    return (; axes, f = grid(table.f), stderr = grid(table.stderr))
end

"""
    read_particles(path)

A file `particles/*.csv` as `(v, weight, x)`: velocities N x d, weights N, positions N x (dimension of space).
"""
function read_particles(path)
    values, header = readdlm(path, ',', Float64, '\n'; header = true)
    columns(names) = values[:, Int[k for (k, name) in enumerate(strip.(vec(header))) if name in names]]
    return (v = columns(("vx", "vy", "vz")), weight = vec(columns(("weight",))), x = columns(("x", "y", "z")))
end

end
